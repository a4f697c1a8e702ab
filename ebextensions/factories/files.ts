import type { FileEntry } from "../model";
import { must, mustBeAbsolute, mustBeText, mustBeUrl } from "./model-error";

interface Owned {
    /** Six digits; the first three are 000 for a file. */
    readonly mode?: string;
    readonly owner?: string;
    readonly group?: string;
}

type Wanted = Owned &
    (
        | { readonly content: string; readonly encoding?: "plain" | "base64"; readonly url?: undefined }
        | { readonly url: string; readonly authentication?: string; readonly content?: undefined }
    );

/**
 * A file outside the application, written before the application is extracted. Below /var/app it would be lost with each deployment.
 *
 * @throws ModelError for a mode that is not 000 and three octal digits, a content beside a URL, or a path below /var/app
 */
export function file(path: string, wanted: Wanted): FileEntry {
    const { mode = "000644", owner = "root", group = "root" } = wanted;
    mustBePlace(path);
    must(/^000[0-7]{3}$/.test(mode), 'The mode of a file is six digits such as "000644", and links have `link`', mode);
    must(
        (wanted.content === undefined) !== (wanted.url === undefined),
        `${path} has either a content or a URL`,
        Object.keys(wanted).sort(),
    );
    return { kind: "file", path, mode, owner, group, from: origin(wanted) };
}

/** A symbolic link; its target need not exist. */
export function link(path: string, target: string): FileEntry {
    mustBePlace(path);
    mustBeText("The target of a link", target);
    must(target !== "" && !target.includes("\n"), "A link has a target of one line", target);
    return { kind: "file", path, mode: "120777", owner: "root", group: "root", from: { kind: "link", target } };
}

function origin(wanted: Wanted): FileEntry["from"] {
    if (wanted.url !== undefined) {
        mustBeUrl("A file that is fetched", wanted.url);
        return { kind: "url", url: wanted.url, authentication: wanted.authentication };
    }
    const { content, encoding = "plain" } = wanted;
    mustBeText("The content of a file", content);
    must(encoding === "plain" || isBase64(content), "A content with the encoding base64 is base64", content);
    return { kind: "content", content, encoding };
}

function mustBePlace(path: string): void {
    mustBeAbsolute("A file", path);
    must(!path.startsWith("/var/app/"), "A file lies outside /var/app, which each deployment lays anew", path);
}

const isBase64 = (text: string) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
