import { accessEffects } from "./effects-access";
import { appEffects } from "./effects-app";
import { dataEffects } from "./effects-data";
import { databaseEffects } from "./effects-database";
import { deployEffects } from "./effects-deploy";
import { domainEffects } from "./effects-domain";
import { dockerEffects } from "./effects-docker";
import { environmentEffects } from "./effects-environment";
import { instanceTlsEffects } from "./effects-instance-tls";
import { monitoringEffects } from "./effects-monitoring";
import { mediaEffects } from "./effects-media";
import { mutualTlsEffects } from "./effects-mutual-tls";
import { networkEffects } from "./effects-network";
import { proxyEffects } from "./effects-proxy";
import { optionEffects } from "./effects-options";
import { workerEffects } from "./effects-worker";
import type { Effects } from "./effect";
import { settingsTables } from "./rows";

const paths = new Set(settingsTables().flatMap(({ rows }) => rows.map(({ path }) => path)));

/** Owners of options that are no row of their own are groups of settings, whose rows say more. */
const fromOptions = Object.fromEntries(Object.entries(optionEffects).filter(([path]) => paths.has(path)));

/**
 * What changing each setting does, and the options behind it. A test compares the paths with those of the schema, so a new setting cannot be forgotten here.
 */
export const effects: Effects = {
    ...fromOptions,
    ...appEffects,
    ...deployEffects,
    ...dockerEffects,
    ...domainEffects,
    ...environmentEffects,
    ...accessEffects,
    ...networkEffects,
    ...mutualTlsEffects,
    ...instanceTlsEffects,
    ...proxyEffects,
    ...databaseEffects,
    ...dataEffects,
    ...monitoringEffects,
    ...mediaEffects,
    ...workerEffects,
};
