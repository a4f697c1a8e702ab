import { digits, ResourceType, ResourceTypes } from "../resource-type";
import { data } from "./data";
import { elasticBeanstalk } from "./elasticbeanstalk";
import { identity } from "./identity";
import { network } from "./network";
import { random } from "./random";
import { s3 } from "./s3";

const known: ResourceTypes = { ...s3, ...elasticBeanstalk, ...data, ...identity, ...network, ...random };

/** A type that no one has described: it gets an id and an ARN of hashes, is changed in place, and AWS refuses nothing. */
const unknownType: ResourceType = {};

export const typeOf = (token: string): ResourceType => known[token] ?? unknownType;

/** Id of a resource whose type says nothing of ids. */
export const defaultId = (urn: string): string => `${urn.split("::").pop() ?? ""}-${digits(urn, 7)}`;
