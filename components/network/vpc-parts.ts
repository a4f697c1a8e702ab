import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import type { SubnetPlan } from "./plan-network";

export type NewNetwork = Extract<Settings["network"], { kind: "new" }>;

/** What every resource of a new VPC is made with. */
export interface Context {
    readonly name: string;
    readonly region: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly opts: pulumi.CustomResourceOptions;
}

export interface MadeSubnet {
    readonly plan: SubnetPlan;
    readonly subnet: aws.ec2.Subnet;
}

export const named = ({ tags, name }: Context, suffix: string) => ({ ...tags, Name: `${name}-${suffix}` });
