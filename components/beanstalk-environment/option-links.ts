/** What the options name but another part of the graph makes. Lists are joined by commas, sorted. */
export interface OptionLinks<V> {
    readonly vpcId: V;
    readonly instanceSubnetIds: V;
    readonly loadBalancerSubnetIds: V;
    readonly publicInstances: boolean;
    readonly instanceSecurityGroupId: V;
    /** Only with an application load balancer of the environment's own. */
    readonly loadBalancerSecurityGroupId: V | undefined;
    /** Name, not ARN: the provider shows an ARN as a change for ever. */
    readonly instanceProfileName: V;
    readonly serviceRoleArn: V;
    /** ARN of a validated certificate. */
    readonly certificateArn: V | undefined;
    /** ARN of the trust store by which the load balancer verifies clients' certificates. */
    readonly clientTrustStoreArn: V | undefined;
    /** Bucket that the stack makes for access logs. */
    readonly accessLogsBucket: V | undefined;
    readonly variables: Readonly<Record<string, V>>;
    /** ARN of each secret, with a JSON key where one secret holds several values. */
    readonly secrets: Readonly<Record<string, V>>;
}

/** Links that are all one value, for a list of options without a graph behind it. */
export const uniformLinks = <V>(value: V): OptionLinks<V> => ({
    vpcId: value,
    instanceSubnetIds: value,
    loadBalancerSubnetIds: value,
    publicInstances: true,
    instanceSecurityGroupId: value,
    loadBalancerSecurityGroupId: value,
    instanceProfileName: value,
    serviceRoleArn: value,
    certificateArn: value,
    clientTrustStoreArn: value,
    accessLogsBucket: value,
    variables: {},
    secrets: {},
});
