import type { Graph, GraphResource } from "../rule";
import { readServerFiles } from "./archive";
import { archiveOfEnvironment } from "./bundle";

/** What nginx on the instances does with connections that a network load balancer passes on. */
export type Instances =
    | { readonly kind: "known"; readonly speakTls: boolean; readonly redirect: boolean }
    | { readonly kind: "unknown"; readonly reason: string };

/** Where the platform's nginx has its server from. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html */
export const serverFolder = ".platform/nginx/conf.d/elasticbeanstalk";

/** As far as the files of the bundle tell it. */
export async function instancesOf(environment: GraphResource, graph: Graph): Promise<Instances> {
    const archive = await archiveOfEnvironment(environment, graph);
    if (archive.kind === "unknown") {
        return archive;
    }
    const files = await readServerFiles(archive.path);
    if (files === undefined) {
        return { kind: "unknown", reason: `the bundle ${archive.path} cannot be read` };
    }
    const text = files.map((file) => (file.text ?? "").replaceAll(/^\s*#.*$/gm, "")).join("\n");
    return {
        kind: "known",
        speakTls: /^\s*listen\s+(\S+:)?443\s+([^;]*\s)?ssl\b/m.test(text) && /^\s*ssl_certificate\s/m.test(text),
        redirect: redirectOfHttp.test(text),
    };
}

/** In a server that listens on both ports only a condition tells them apart: the usual one, and that of our own file. */
const redirectOfHttp =
    /\bif\s*\(\s*\$(scheme\s*=\s*"?http"?|django_beanstalk_redirect)\s*\)\s*\{\s*return\s+30[18]\s+https:\/\//;
