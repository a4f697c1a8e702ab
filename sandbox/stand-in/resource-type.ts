import { createHash } from "node:crypto";
import type { Account, Facts } from "./account";
import type { SshHost } from "./ssh-host";
import type { Properties } from "./values";

/** Where a resource is made. */
export interface Place {
    readonly region: string;
    readonly accountId: string;
}

/** A resource as the state has it. */
export interface Resource {
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** What the stand-in knows of one type of resource. Everything is optional: a type without an entry gets an id and an ARN of hashes. */
export interface ResourceType {
    /** Physical name; made up from the logical name when it is not given. */
    readonly name?: PhysicalName;
    /** Properties whose change replaces the resource. */
    readonly replaces?: readonly string[];
    /** More of them, where that depends on the inputs. */
    replacesToo?(inputs: Properties): readonly string[];
    /** Properties that AWS fills in where they are left out, so that the provider sees no change when they go. */
    readonly computedToo?: readonly string[];
    /** What the provider fills in before policies see the inputs. */
    readonly defaults?: Properties;
    /** Properties that AWS may change later than it is asked to: the provider compares them with what the state holds, and a refresh brings what there is. */
    readonly readAnew?: readonly string[];
    /** Lists that the provider compares as sets with what the state holds, each element by the text that this gives of it. */
    readonly sets?: Readonly<Record<string, (element: unknown) => string>>;
    /** Physical id, from plain inputs. One that AWS makes up comes from the seed, which differs when a resource is made while an older one of its URN exists. */
    id?(inputs: Properties, place: Place, seed: string): string;
    /** Under what the account keeps it; the id, unless that is not unique in an account. */
    key?(inputs: Properties): string;
    /** What AWS makes up, from plain inputs; after an update also from the plain outputs before it. */
    outputs?(inputs: Properties, id: string, place: Place, before?: Properties): Properties;
    /** What the state holds of the inputs, where that is not what was given; marks of secrets stay. After an update also from the outputs before it. */
    held?(inputs: Properties, account: Account, before?: Properties): Properties;
    /** What the account remembers, besides the name; after an update also from what it knew, and from the plain outputs before it. */
    facts?(inputs: Properties, known?: Facts, before?: Properties): Facts;
    /** Inputs by what it remembers, for a resource that the state does not have yet: `pulumi import`. */
    imported?(this: void, known: Facts): Properties;
    /** What it remembers once a maintenance window has passed. */
    maintained?(this: void, known: Facts): Facts;
    /** Why AWS refuses to create it, in AWS's words. */
    refuseCreate?(inputs: Properties, account: Account): string | undefined;
    /** Why AWS refuses to change it, from plain inputs and the plain outputs so far. */
    refuseUpdate?(inputs: Properties, account: Account, before: Properties): string | undefined;
    /** Why AWS refuses to delete it. */
    refuseDelete?(id: string, facts: Facts, account: Account): string | undefined;
    /** What is really done besides, outside the pretended account. */
    perform?(work: Work): Promise<Performed>;
    /** What else AWS makes with it, from plain inputs. */
    created?(inputs: Properties, account: Account): void;
    /** What else goes with it. */
    deleted?(id: string, facts: Facts, account: Account): void;
}

/** Something to be done for a resource. */
export interface Work {
    readonly operation: "create" | "update" | "delete";
    /** Plain, as `before`, which holds the outputs so far. */
    readonly inputs: Properties;
    readonly before: Properties;
    /** The machine that stands for instances; undefined where there is none. */
    readonly host: SshHost | undefined;
    /** The time that the program gives the resource; 0 for none. */
    readonly seconds: number;
}

/** Outputs, or that nothing was done for want of a host. */
export type Performed = Properties | "skipped";

export interface PhysicalName {
    readonly property: string;
    /** Longest name that is made up. */
    readonly max: number;
    /** Property that names where the name is unique, such as a security group's VPC; otherwise that is the account. */
    readonly within?: string;
    /** AWS's words when the name is in use. */
    inUse?(name: string): string;
}

export type ResourceTypes = Readonly<Record<string, ResourceType>>;

/** Hexadecimal digits that depend on a text alone: the same program gets the same ids in every sandbox. */
export const digits = (text: string, length: number): string =>
    createHash("sha256").update(text).digest("hex").slice(0, length);

export const arn = ({ region, accountId }: Place, service: string, resource: string): string =>
    `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** Services without a region in their ARNs. */
export const globalArn = ({ accountId }: Place, service: string, resource: string): string =>
    `arn:aws:${service}::${accountId}:${resource}`;
