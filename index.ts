import { AppSecrets } from "./components/app-secrets/app-secrets";
import { BeanstalkEnvironment } from "./components/beanstalk-environment/beanstalk-environment";
import { fixedVariables } from "./components/beanstalk-environment/variables";
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
    const tags = stackTags(settings);
    const { protect, secretRecoveryDays } = settings.environment;
    const keep = { protect };

    const network = new Network(`${name}-network`, {
        network: settings.network,
        hasLoadBalancer: settings.environment.loadBalancer.kind !== "none",
        hasDatabase: settings.database.kind === "postgres",
        tags,
    });
    const database = createDatabase(
        `${name}-database`,
        settings.database,
        { network, recoveryDays: secretRecoveryDays, tags },
        keep,
    );
    const media = createMediaBucket(`${name}-media`, settings, tags, keep);
    const secrets = new AppSecrets(`${name}-secret`, {
        secrets: settings.secrets,
        values: secretValues,
        recoveryDays: secretRecoveryDays,
        tags,
    });
    const site = createCertificate(`${name}-certificate`, settings, tags);
    const bundle = new SourceBundle(`${name}-bundle`, {
        applicationName: name,
        bundle: archive,
        forceDestroy: !protect,
        tags,
    });
    const environment = new BeanstalkEnvironment(
        `${name}-environment`,
        {
            settings,
            network,
            bundle,
            certificateArn: site.certificateArn,
            variables: { ...fixedVariables(settings), ...database.variables, ...media?.variables },
            secrets: { ...database.references, ...secrets.references },
            secretAccess: [...database.access, ...secrets.access],
            media,
            tags,
        },
        keep,
    );
    const records = createRecords(`${name}-domain`, settings, site, environment.cname);
    new DestroyGuard(`${name}-guard`, protect, [
        network,
        database.component,
        media,
        secrets,
        bundle,
        environment,
        records,
    ]);

    return {
        url: siteUrl(settings, environment.cname),
        environmentName: environment.environmentName,
        databaseEndpoint: database.endpoint,
        mediaBucket: media?.bucketName,
    };
};
