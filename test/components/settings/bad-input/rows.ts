import { app } from "./app";
import { cache } from "./cache";
import { database } from "./database";
import { domain } from "./domain";
import { environment } from "./environment";
import { media } from "./media";
import { monitoring } from "./monitoring";
import { network } from "./network";
import { options } from "./options";
import { secrets } from "./secrets";
import { tags } from "./tags";
import { worker } from "./worker";

/** By the key of the stack file that a row is about. */
export const badInputs = {
    app,
    environment,
    network,
    database,
    cache,
    secrets,
    media,
    domain,
    monitoring,
    worker,
    tags,
    options,
};
