import * as assert from "node:assert/strict";
import { gravitonOf } from "../../../cli/cost/cheaper/environment";
import type { Planned } from "../../../cli/cost/charge";
import { dollars } from "../../../cli/cost/dollars";
import { suggestionsFor } from "../../../cli/cost/suggestions";
import { defaultUsage, Usage } from "../../../cli/cost/usage";
import { changed, documents, environment, pricesIn, prod, resource } from "./graphs";

const prices = pricesIn("us-east-1");

const saved = (graph: readonly Planned[], usage: Partial<Usage> = {}) =>
    suggestionsFor(graph, prices, { ...defaultUsage, ...usage }).map((each) => `${dollars(each.saved)} ${each.what}`);

describe("changes that make a stack cheaper", () => {
    it("are ranked by what they save, each for itself", () => {
        assert.deepEqual(saved(prod), [
            "29.43 no NAT gateway: instances with public addresses",
            "26.39 a database in one zone",
            "23.89 a load balancer shared with other environments",
            "10.17 Spot instances above the first",
            "7.87 one instance from 20:00 to 06:00 UTC",
            "5.84 Graviton instances",
            "4.20 metrics of instances every 5 minutes",
            "0.60 no metrics of enhanced health in CloudWatch",
        ]);
        assert.deepEqual(saved(documents), [
            "27.84 a single instance without a load balancer",
            "27.54 a load balancer shared with other environments",
            "10.17 Spot instances only",
            "3.65 a load balancer in two zones",
            "2.92 Graviton instances",
        ]);
    });

    it("say how, and what is lost", () => {
        for (const { how, lost } of [
            ...suggestionsFor(prod, prices, defaultUsage),
            ...suggestionsFor(documents, prices, defaultUsage),
        ]) {
            assert.ok(how !== "" && lost !== "");
        }
    });

    const database = { engine: "postgres", instanceClass: "db.t3.small", allocatedStorage: 20, storageType: "gp3" };
    const endpoint = (kind: string, service: string) =>
        resource("aws:ec2:VpcEndpoint", service, {
            vpcEndpointType: kind,
            serviceName: `com.amazonaws.us-east-1.${service}`,
            subnetIds: ["a", "b"],
        });
    const nat = (name: string) => [resource("aws:ec2:NatGateway", name), resource("aws:ec2:Eip", `${name}-address`)];
    const cases: [string, Planned[], string[]][] = [
        [
            "one of several NAT gateways",
            [...nat("a"), ...nat("b"), ...nat("c"), endpoint("Gateway", "s3")],
            ["109.72 no NAT gateway: instances with public addresses", "73.00 one NAT gateway for all zones"],
        ],
        [
            "a gateway endpoint beside a NAT gateway",
            nat("a"),
            ["36.95 no NAT gateway: instances with public addresses", "0.23 a gateway endpoint for S3"],
        ],
        [
            "a gateway endpoint in place of one that is billed",
            [endpoint("Interface", "s3")],
            ["14.61 a gateway endpoint for S3"],
        ],
        [
            "a NAT gateway in place of endpoints",
            [...nat("a"), endpoint("Gateway", "s3"), endpoint("Interface", "logs")],
            [
                "36.73 no NAT gateway: instances with public addresses",
                "14.59 no interface endpoints: through the NAT gateway",
            ],
        ],
        [
            "another class of database",
            [resource("aws:rds:Instance", "d", database)],
            ["2.92 a Graviton class of database"],
        ],
        [
            "no replica and no proxy",
            [
                resource("aws:rds:Instance", "d", { ...database, instanceClass: "db.t4g.small" }),
                resource("aws:rds:Instance", "r", {
                    ...database,
                    instanceClass: "db.t4g.small",
                    replicateSourceDb: "d",
                }),
                resource("aws:rds:Proxy", "p"),
            ],
            ["25.66 no read replica", "21.90 no RDS Proxy"],
        ],
        [
            "shorter insights",
            [
                resource("aws:rds:Instance", "d", {
                    ...database,
                    instanceClass: "db.t4g.small",
                    databaseInsightsMode: "advanced",
                }),
            ],
            ["18.25 insight into the database for 7 days"],
        ],
        [
            "another cache, and one node of it",
            [
                resource("aws:elasticache:ReplicationGroup", "c", {
                    engine: "redis",
                    nodeType: "cache.t4g.micro",
                    numCacheClusters: 2,
                }),
            ],
            ["11.68 one node of the cache", "4.67 Valkey in place of Redis"],
        ],
        [
            "secrets together, but not the database's",
            [
                ...["a", "b", "c"].map((name) => resource("aws:secretsmanager:Secret", name)),
                resource("aws:secretsmanager:Secret", "d", {}, "django-beanstalk:database:Database"),
            ],
            ["0.90 all secrets in one"],
        ],
        ["nothing of what is not there", [resource("aws:kms:Key", "k")], []],
        [
            "no class without a price",
            [resource("aws:rds:Instance", "d", { ...database, instanceClass: "db.r5.24xlarge" })],
            [],
        ],
    ];
    for (const [title, graph, expected] of cases) {
        it(`suggest ${title}`, () => {
            assert.deepEqual(saved(graph), expected);
        });
    }

    it("suggest no night where there is a schedule, or a number is given", () => {
        const night = (lines: string[]) => lines.some((line) => line.includes("20:00"));
        const two = environment(changed({ "aws:autoscaling:asg": { MinSize: "2", MaxSize: "2" } }));
        assert.ok(night(saved([two])));
        assert.ok(!night(saved([two], { instances: 2 })));
        const action = { namespace: "aws:autoscaling:scheduledaction", name: "MinSize", resource: "a", value: "1" };
        const settings = [...(two.inputs["settings"] as object[]), action];
        assert.ok(!night(saved([{ ...two, inputs: { settings } }])));
    });

    it("know Graviton types", () => {
        const types = ["t3.small", " m5.large", "c7i.xlarge", "t4g.small", "p5.48xlarge", ""];
        assert.deepEqual(types.map(gravitonOf), [
            "t4g.small",
            "m6g.large",
            "c7g.xlarge",
            undefined,
            undefined,
            undefined,
        ]);
    });
});
