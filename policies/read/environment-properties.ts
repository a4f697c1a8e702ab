import type { Resource } from "../rule";
import { readNamespace, Setting } from "./options";

/** Namespace of the environment properties, which reach the application as environment variables. */
export const propertiesNamespace = "aws:elasticbeanstalk:application:environment";

/** Namespace of those whose values AWS fetches when an instance starts. */
export const secretsNamespace = "aws:elasticbeanstalk:application:environmentsecrets";

/** An environment property whose name is known. */
export type Property = Setting & { readonly name: string };

/** The environment properties whose names are known, in their order. */
export const readProperties = (environment: Resource): readonly Property[] =>
    readNamespace(environment, propertiesNamespace).filter((it): it is Property => it.name !== undefined);
