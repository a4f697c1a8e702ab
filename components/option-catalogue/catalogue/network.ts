import { boolean, oneOf, subnets, textOf } from "../forms";
import { changeSeverity, configurationChanges, sharedLoadBalancer } from "../sources";
import type { NamespaceTable } from "../types";

/** Where the environment stands. A shared load balancer has subnets and a scheme of its own already. */
export const networkTables = [
    {
        namespace: "aws:ec2:vpc",
        change: "new-instances",
        source: configurationChanges,
        options: {
            VPCId: {
                form: textOf(/^vpc-[0-9a-z]+$/, "the id of a VPC, vpc-…"),
                change: "refused",
                source: changeSeverity,
                note: "AWS gives its severity as Unknown; load balancer, subnets and groups cannot follow.",
            },
            Subnets: { form: subnets, source: changeSeverity },
            ELBSubnets: {
                form: subnets,
                loadBalancers: ["application", "network", "classic"],
                source: sharedLoadBalancer,
            },
            ELBScheme: {
                form: oneOf("public", "internal"),
                default: "public",
                loadBalancers: ["application", "network", "classic"],
                change: "unknown",
                source: sharedLoadBalancer,
            },
            DBSubnets: {
                form: subnets,
                change: "unknown",
                refuse: {
                    got: "subnets of a database inside the environment",
                    remedy: "Remove it; the database setting makes one that outlives the environment.",
                },
            },
            AssociatePublicIpAddress: { form: boolean, source: changeSeverity },
        },
    },
] as const satisfies readonly NamespaceTable[];
