import { SchemaNode, schemaTree } from "../../../cli/settings-docs/schema-tree";

/** Networks of every kind, with everything given that could be looked up. */
export const networks: Readonly<Record<string, object>> = {
    default: { kind: "default", vpcId: "vpc-1", subnetIds: ["subnet-2", "subnet-1"] },
    existing: {
        kind: "existing",
        vpcId: "vpc-1",
        loadBalancerSubnetIds: ["subnet-1", "subnet-2"],
        instanceSubnetIds: ["subnet-3"],
        databaseSubnetIds: ["subnet-4", "subnet-5"],
    },
    new: { kind: "new", nat: "per-zone", endpoints: ["dynamodb", "secretsmanager"] },
};

/** Load balancers of every kind, with the scaling that they allow. */
export const loadBalancers: Readonly<Record<string, object>> = {
    dedicated: { loadBalancer: { kind: "dedicated" } },
    shared: {
        loadBalancer: {
            kind: "shared",
            arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef",
            securityGroupId: "sg-all",
        },
    },
    network: { loadBalancer: { kind: "network" } },
    none: { loadBalancer: { kind: "none" }, scaling: { min: 1, max: 1 } },
};

/** The kinds that the schema knows; a sample that is missing shows in a test. */
export function kindsOf(...path: readonly string[]): string[] {
    const node = path.reduce<SchemaNode>((each, key) => each.properties?.[key] ?? {}, schemaTree("dev"));
    return (node.oneOf ?? []).map(({ properties }) => String(properties?.["kind"]?.const));
}
