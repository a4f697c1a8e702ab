import { partition } from "../partition";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { repeated } from "../words";
import { isRegion } from "./patterns";

/** What no single setting of `environment.access` shows. */
export function accessCheck(settings: Settings): Problem[] {
    return [...policyNames(settings), ...otherPartition(settings), ...groupNames(settings)];
}

const where = "environment.access";

/** The engine tells attachments apart by the names of the policies. */
function policyNames({ environment: { access } }: Settings): Problem[] {
    const names = access.managedPolicyArns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1));
    return repeated(names).map((name) => ({
        where: `${where}.managedPolicyArns`,
        got: `several policies named ${name}`,
        allowed: "each name once",
        remedy: "Remove one, or put both into a policy of another name.",
    }));
}

function otherPartition({ environment: { access }, region }: Settings): Problem[] {
    const given: [string, string | undefined][] = [
        ["permissionsBoundary", access.permissionsBoundary],
        ...access.managedPolicyArns.map((arn, i): [string, string] => [`managedPolicyArns[${i}]`, arn]),
    ];
    // A region that is missing, or is none, is told elsewhere.
    const own = partition(region);
    return given.flatMap(([name, arn]) =>
        arn === undefined || !isRegion(region) || arn.startsWith(`arn:${own}:`)
            ? []
            : [
                  {
                      where: `${where}.${name}`,
                      got: JSON.stringify(arn),
                      allowed: `an ARN that begins with arn:${own}: in ${region}`,
                      remedy: "Give the policy of that part of AWS.",
                  },
              ],
    );
}

/** The provider takes groups whose names begin so for Elastic Beanstalk's own, and drops them from what it reads: a difference in every preview. */
function groupNames({ applicationName }: Settings): Problem[] {
    return applicationName.startsWith("awseb")
        ? [
              {
                  where: "app.name",
                  got: JSON.stringify(applicationName),
                  allowed: "a name that does not begin with awseb, which Elastic Beanstalk keeps for itself",
                  remedy: "Choose another name.",
              },
          ]
        : [];
}
