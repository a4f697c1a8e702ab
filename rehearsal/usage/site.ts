import { allowedHost } from "../../components/proxy/plan-proxy";
import { hasHttps } from "../../components/beanstalk-environment/variables";
import type { Settings } from "../../components/settings";
import type { HttpTarget } from "./http-client";

/** The site as its visitors know it, and where it is reached in the rehearsal. */
export interface Site {
    /** A name that Django's ALLOWED_HOSTS takes. */
    readonly host: string;
    readonly https: boolean;
    /** The load balancer reads HTTP, so that the instances learn from its headers who asks and how. */
    readonly forwards: boolean;
    readonly target: HttpTarget;
    /** What stands for another host, such as the bucket's; undefined where nothing does. */
    readonly elsewhere: (url: URL) => HttpTarget | undefined;
}

export function siteOf(settings: Settings, target: HttpTarget, elsewhere: Site["elsewhere"]): Site {
    const { kind } = settings.environment.loadBalancer;
    return {
        host: allowedHost(settings),
        https: hasHttps(settings),
        forwards: kind === "dedicated" || kind === "shared",
        target,
        elsewhere,
    };
}

export const address = ({ https, host }: Site, path: string): string => `${https ? "https" : "http"}://${host}${path}`;

/** An address for documentation. https://www.rfc-editor.org/rfc/rfc5737 */
const visitor = "203.0.113.7";

/**
 * What an application load balancer adds to a request; in the rehearsal the client adds it, since none stands between.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export const forwarded = ({ forwards }: Site, protocol: "http" | "https"): Readonly<Record<string, string>> =>
    forwards
        ? {
              "X-Forwarded-For": visitor,
              "X-Forwarded-Port": protocol === "https" ? "443" : "80",
              "X-Forwarded-Proto": protocol,
          }
        : {};
