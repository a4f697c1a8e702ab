import { proxyFile } from "../factories/scripts";
import type { GeneratedFile, ProxyFile } from "../model";
import { written } from "../written";
import { renderFiles } from "../render/render";

export interface VersionHeader {
    readonly name: string;
    readonly server: "nginx" | "apache";
    /** The block of nginx that holds the other headers: those of an inner one take the place of all. */
    readonly place: ProxyFile["place"];
}

export interface VersionPlan {
    /** Label of the version, without the suffix that its creation adds. */
    readonly label: string;
    readonly fingerprint: string;
    readonly commit: string;
    /** A response header; undefined for none. */
    readonly header: VersionHeader | undefined;
    /** A Python module with a context processor for templates. */
    readonly contextProcessor: boolean;
}

/** Says in the bundle which version it is, and where the settings ask, to visitors and templates. Text that is not known yet may be a placeholder. */
export function version(plan: VersionPlan): GeneratedFile[] {
    const { label, fingerprint, commit, header, contextProcessor } = plan;
    const files: GeneratedFile[] = [
        {
            path: "django-beanstalk.json",
            content: `${JSON.stringify({ label, fingerprint, commit }, null, 2)}\n`,
            executable: false,
            reason: "names the version and the commit",
        },
    ];
    if (header !== undefined) {
        files.push(...responseHeader(header, label));
    }
    if (contextProcessor) {
        files.push(pythonModule(label, commit));
    }
    return files;
}

/** Set for the whole server: a location with an add_header of its own does not inherit it. https://nginx.org/en/docs/http/ngx_http_headers_module.html */
function responseHeader({ name, server, place }: VersionHeader, label: string): GeneratedFile[] {
    const content = (line: string) => ({
        name: "20-version-header",
        reason: `sends the version as ${name}`,
        content: `${written}\n${line}\n`,
    });
    return renderFiles([
        server === "nginx"
            ? proxyFile("nginx", place, content(`add_header ${name} "${label}" always;`))
            : proxyFile("httpd", "http", content(`Header always set ${name} "${label}"`)),
    ]);
}

function pythonModule(label: string, commit: string): GeneratedFile {
    return {
        path: "django_beanstalk_version.py",
        content: `"""Which version of the application runs. Written by django-beanstalk for the bundle; it is not in the repository."""

LABEL = "${label}"
COMMIT = "${commit}"


def context(request):
    """Context processor: app_version and app_commit for every template."""
    return {"app_version": LABEL, "app_commit": COMMIT}
`,
        executable: false,
        reason: "gives templates app_version and app_commit",
    };
}
