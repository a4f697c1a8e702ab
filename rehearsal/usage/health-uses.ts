import { common } from "../../components/settings/defaults";
import type { Settings } from "../../components/settings";
import { listed } from "../../components/words";
import type { Use } from "../model";
import { ask } from "./http-client";
import { judged, failed, ok } from "./judged";
import { address, forwarded, Site } from "./site";

/** An address of a VPC, as the load balancer's checks have in their Host. */
export const instanceAddress = "10.0.1.23";

/** What the load balancer asks, and a visitor's question for the same. */
export async function healthUses(settings: Settings, site: Site): Promise<Use[]> {
    const path = settings.app.healthPath;
    const codes = acceptedCodes(settings);
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
    const check = { Host: instanceAddress, "User-Agent": "ELB-HealthChecker/2.0" };
    const visit = { Host: site.host, ...forwarded(site, site.https ? "https" : "http") };
    const answered = (headers: Readonly<Record<string, string>>) => async () => {
        const { status } = await ask(site.target, { path, headers });
        return isAccepted(status, codes)
            ? ok(String(status))
            : failed(
                  String(status),
                  `${listed(codes, "or")} was expected: the load balancer takes such an instance out of service.`,
              );
    };
    return [
        await judged("health check by address", `GET http://${instanceAddress}${path}`, answered(check)),
        await judged("health check by name", `GET ${address(site, path)}`, answered(visit)),
    ];
}

/** `200`, `200-299`. A network load balancer takes 200 to 399. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html */
function acceptedCodes({ environment: { loadBalancer } }: Settings): readonly string[] {
    switch (loadBalancer.kind) {
        case "dedicated":
        case "shared":
            return loadBalancer.healthCheck.codes;
        case "network":
            return ["200-399"];
        case "none":
            return common.healthCodes;
    }
}

function isAccepted(status: number, codes: readonly string[]): boolean {
    return codes.some((each) => {
        const [from = "", to = from] = each.split("-");
        return status >= Number(from) && status <= Number(to);
    });
}
