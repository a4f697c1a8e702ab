import { digits, ResourceType, ResourceTypes } from "../resource-type";
import { cache } from "./cache";
import { cloudFront } from "./cloudfront";
import { remoteCommands } from "./command";
import { compute } from "./compute";
import { data } from "./data";
import { database } from "./database";
import { domain } from "./domain";
import { elasticBeanstalk } from "./elasticbeanstalk";
import { identity } from "./identity";
import { monitoring } from "./monitoring";
import { network } from "./network";
import { random } from "./random";
import { s3 } from "./s3";
import { tls } from "./tls";

const known: ResourceTypes = {
    ...cache,
    ...cloudFront,
    ...s3,
    ...elasticBeanstalk,
    ...data,
    ...database,
    ...domain,
    ...identity,
    ...monitoring,
    ...network,
    ...random,
    ...compute,
    ...remoteCommands,
    ...tls,
};

/** A type that no one has described: it gets an id and an ARN of hashes, is changed in place, and AWS refuses nothing. */
const unknownType: ResourceType = {};

export const typeOf = (token: string): ResourceType => known[token] ?? unknownType;

/** Types with servers that change in a maintenance window. */
export const maintainedTypes = Object.entries(known).flatMap(([token, { maintained }]) =>
    maintained === undefined ? [] : [{ token, maintained }],
);

/** Id of a resource whose type says nothing of ids. */
export const defaultId = (urn: string): string => `${urn.split("::").pop() ?? ""}-${digits(urn, 7)}`;
