import type { Contents, Item } from "./archive";

/** A file that Elastic Beanstalk runs in a deployment, or in a change of configuration. */
export interface Hook {
    readonly item: Item;
    readonly root: "hooks" | "confighooks";
    readonly phase: string;
    readonly base: string;
    /** Undefined for a link, and for what cannot be read or is too large for a script. */
    readonly text: string | undefined;
}

/** Only files directly in these folders are run. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html */
const place = /^\.platform\/(hooks|confighooks)\/(prebuild|predeploy|postdeploy)\/([^/]+)$/;

/** What editors and version control leave in a folder; assumed: nobody means these to run. */
const noise = /^(\..*|README.*|.*~|.*\.md)$/i;

/** The hooks of a bundle, by path. */
export async function hooksIn(contents: Contents): Promise<readonly Hook[]> {
    const items = new Map(contents.items.filter(isHook).map((item) => [item.name, item]));
    const texts = await contents.read(isHook);
    return texts.flatMap(({ name, text }): Hook[] => {
        const [, root, phase = "", base = ""] = place.exec(name) ?? [];
        const item = items.get(name);
        return item === undefined
            ? []
            : [{ item, root: root === "confighooks" ? "confighooks" : "hooks", phase, base, text }];
    });
}

function isHook({ name, kind }: Item): boolean {
    const base = place.exec(name)?.[3];
    return kind !== "folder" && base !== undefined && !noise.test(base);
}
