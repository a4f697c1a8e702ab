import type { Graph, GraphResource } from "../rule";
import type { Contents, TextFile } from "./archive";
import { bundleOfEnvironment, isConfigFile, isIn } from "./bundle";
import { parseConfig } from "./config-yaml";
import { apacheRedirects, apacheRedirectsForwarded, redirectsForwarded, redirectsScheme } from "./instance-redirect";
import { peek, peekText } from "./peek";

/** What the web server on the instances does with connections of visitors themselves. */
export type Instances =
    | {
          readonly kind: "known";
          readonly speakTls: boolean;
          /** Plain connections to themselves. */
          readonly redirect: boolean;
          /** Plain connections to a load balancer that ends TLS. */
          readonly redirectForwarded: boolean;
      }
    | { readonly kind: "unknown"; readonly reason: string };

/** Where the platform's nginx has its server from. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html */
export const serverFolder = ".platform/nginx/conf.d/elasticbeanstalk";

/** As far as the files of the bundle tell it. */
export async function instancesOf(environment: GraphResource, graph: Graph): Promise<Instances> {
    const bundle = await bundleOfEnvironment(environment, graph);
    if (bundle.kind === "unknown") {
        return bundle;
    }
    const files = await filesOfServers(bundle.contents);
    const inside = textOf(files.inServer);
    const whole = textOf(files.servers);
    const apache = textOf(files.apache);
    const speakTls =
        speaksTls(inside) || (/^\s*server\s*\{/m.test(whole) && speaksTls(whole)) || apacheSpeaksTls(apache);
    const all = [...files.inServer, ...files.servers, ...files.apache];
    const unread = all.filter(({ text }) => text === undefined);
    if (!speakTls && unread.length > 0) {
        return { kind: "unknown", reason: `the bundle's ${unread.map(({ name }) => name).join(", ")} cannot be read` };
    }
    return {
        kind: "known",
        speakTls,
        redirect: redirectsScheme(inside, whole) || apacheRedirects(apache),
        redirectForwarded: redirectsForwarded(inside, whole) || apacheRedirectsForwarded(apache),
    };
}

/** Files of a web server by what they are part of: the platform's own server, all of nginx, Apache. */
interface ServerFiles {
    readonly inServer: readonly TextFile[];
    readonly servers: readonly TextFile[];
    readonly apache: readonly TextFile[];
}

/**
 * Out of `.platform`, and those that `.ebextensions` write on the instance.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/https-singleinstance.html
 */
async function filesOfServers(contents: Contents): Promise<ServerFiles> {
    const inFolder = (folder: string, end: string) => contents.read(({ name }) => isIn(name, folder, end));
    const inServer = await inFolder(serverFolder, ".conf");
    const included = await inFolder(".platform/nginx/conf.d", ".conf");
    const main = await inFolder(".platform/nginx", "nginx.conf");
    const apache = await inFolder(".platform/httpd/conf.d", ".conf");
    const configs = await contents.read(isConfigFile);
    const written = (await Promise.all(configs.map(writtenBy))).flat();
    return { inServer, servers: [...included, ...main, ...written], apache };
}

/** Files of nginx that a file of `.ebextensions` writes; itself, without a text, where that is not known. */
async function writtenBy({ name, text }: TextFile): Promise<TextFile[]> {
    const parsed = await parseConfig(text);
    if (parsed === undefined) {
        return [{ name, text: undefined }];
    }
    const files = peek(parsed.content, "files");
    const table = files.kind === "known" && typeof files.value === "object" ? files.value : {};
    return Object.keys(table ?? {})
        .filter((file) => /^\/etc\/nginx\/(conf\.d\/.+\.conf|nginx\.conf)$/.test(file))
        .map((file) => {
            const written = peek(table, file);
            return { name, text: written.kind === "known" ? (peekText(written.value, "content") ?? "") : "" };
        });
}

const textOf = (files: readonly TextFile[]): string =>
    files.map(({ text }) => (text ?? "").replaceAll(/^\s*#.*$/gm, "")).join("\n");

const speaksTls = (nginx: string): boolean =>
    /^\s*listen\s+(\S+:)?443\s+([^;]*\s)?ssl\b/m.test(nginx) && /^\s*ssl_certificate\s/m.test(nginx);

const apacheSpeaksTls = (apache: string): boolean =>
    /^\s*<VirtualHost\s[^>]*:443\b/im.test(apache) && /^\s*SSLEngine\s+on\b/im.test(apache);
