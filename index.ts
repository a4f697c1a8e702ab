import { createAccessLogs } from "./components/access-logs/access-logs";
import { BeanstalkEnvironment } from "./components/beanstalk-environment/beanstalk-environment";
import { fixedVariables } from "./components/beanstalk-environment/variables";
import { createClientTrust } from "./components/client-certificates/client-trust";
import { createData } from "./components/data";
import { DestroyGuard } from "./components/destroy-guard";
import { createCertificate, createRecords, siteOutputs } from "./components/domain/site";
import { forUser } from "./components/for-user";
import { createMediaBucket } from "./components/media-bucket/media-bucket";
import { createMonitoring } from "./components/monitoring/monitoring";
import { Network } from "./components/network/network";
import { prepare } from "./components/prepare";
import { SourceBundle } from "./components/source-bundle/source-bundle";
import { stackTags } from "./components/tags";
import { withoutUnset } from "./components/without-unset";
import { createWorkers } from "./components/worker/create-workers";

/** One Django application on Elastic Beanstalk. Bundles are written first and awaited; from there on everything is declared at once. */
const program = async () => {
    const { settings, secretValues, archive, releases } = await prepare(__dirname);
    const name = settings.applicationName;
    const shared = { settings, tags: stackTags(settings) };
    const { protect } = settings.environment;

    const logs = createAccessLogs(`${name}-access-logs`, shared, { protect });
    const logsBucket = logs?.ofBuckets;
    const network = new Network(`${name}-network`, shared);
    const data = createData(name, { ...shared, network, values: secretValues }, { protect });
    const site = createCertificate(`${name}-certificate`, shared);
    const inZone = { ...shared, zoneIds: site.zoneIds, logsBucket };
    const media = createMediaBucket(`${name}-media`, inZone, { protect });
    const bundle = new SourceBundle(`${name}-bundle`, { ...shared, archive, logsBucket });
    const links = {
        network,
        bundle,
        media,
        certificateArn: site.certificateArn,
        clientTrustStoreArn: createClientTrust(`${name}-clients`, { ...shared, root: __dirname, logsBucket }),
        accessLogsBucket: logs?.bucketName,
        variables: { ...fixedVariables(settings), ...data.variables, ...media?.variables },
        ...data.links,
    };
    const environment = new BeanstalkEnvironment(`${name}-environment`, { ...shared, ...links }, { protect });
    const workers = createWorkers(`${name}-worker`, { ...shared, network, bundle, data, releases, environment });
    const records = createRecords(`${name}-domain`, shared, site, environment);
    const watched = { environment, database: data.database, certificateArn: site.certificateArn, media };
    const monitoring = createMonitoring(`${name}-monitoring`, { ...shared, ...watched });
    const everything = [logs, network, ...data.components, media, bundle, environment, records, monitoring];
    new DestroyGuard(`${name}-guard`, protect, [...everything, ...workers.components]);
    return withoutUnset({
        ...siteOutputs(settings, site, environment),
        environmentName: environment.environmentName,
        databaseEndpoint: data.databaseEndpoint,
        mediaBucket: media?.bucketName,
        dashboard: monitoring?.dashboardUrl,
        workers: workers.addresses,
    });
};

export = () => forUser(program);
