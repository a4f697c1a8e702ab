import { AppSecrets } from "./components/app-secrets/app-secrets";
import { BeanstalkEnvironment } from "./components/beanstalk-environment/beanstalk-environment";
import { fixedVariables } from "./components/beanstalk-environment/variables";
import { createClientTrust } from "./components/client-certificates/client-trust";
import { createDatabase } from "./components/database/database";
import { DestroyGuard } from "./components/destroy-guard";
import { createCertificate, createRecords, siteUrl } from "./components/domain/site";
import { createMediaBucket } from "./components/media-bucket/media-bucket";
import { Network } from "./components/network/network";
import { buildBundle } from "./components/source-bundle/build-bundle";
import { planBundle } from "./components/source-bundle/plan-bundle";
import { SourceBundle } from "./components/source-bundle/source-bundle";
import { forUser, readStackConfig } from "./components/stack-config";
import { stackTags } from "./components/tags";

/** One Django application on Elastic Beanstalk. The bundle is written first and awaited; from there on everything is declared at once. */
export = async () => {
    const { settings, secretValues } = await forUser(() => readStackConfig(__dirname));
    const archive = await forUser(() => buildBundle(planBundle(settings, __dirname)));

    const name = settings.applicationName;
    const shared = { settings, tags: stackTags(settings) };
    const { protect } = settings.environment;

    const network = new Network(`${name}-network`, shared);
    const database = createDatabase(`${name}-database`, { ...shared, network }, { protect });
    const media = createMediaBucket(`${name}-media`, shared, { protect });
    const secrets = new AppSecrets(`${name}-secret`, { ...shared, values: secretValues });
    const site = createCertificate(`${name}-certificate`, shared);
    const bundle = new SourceBundle(`${name}-bundle`, { ...shared, archive });
    const links = {
        network,
        bundle,
        media,
        certificateArn: site.certificateArn,
        clientTrustStoreArn: createClientTrust(`${name}-clients`, { ...shared, root: __dirname }),
        variables: { ...fixedVariables(settings), ...database.variables, ...media?.variables },
        secrets: { ...database.references, ...secrets.references },
        secretVersionIds: [...database.versionIds, ...secrets.versionIds],
        secretAccess: [...database.access, ...secrets.access],
    };
    const environment = new BeanstalkEnvironment(`${name}-environment`, { ...shared, ...links }, { protect });
    const records = createRecords(`${name}-domain`, settings, site, environment.cname);
    const everything = [network, database.component, media, secrets, bundle, environment, records];
    new DestroyGuard(`${name}-guard`, protect, everything);

    const url = siteUrl(settings, environment.cname);
    return {
        ...(url === undefined ? {} : { url }),
        environmentName: environment.environmentName,
        databaseEndpoint: database.endpoint,
        mediaBucket: media?.bucketName,
    };
};
