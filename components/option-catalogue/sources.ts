/** Where the catalogue's columns come from. */

const guide = "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg";

/** Options, their forms and defaults. */
export const optionsGuide = `${guide}/command-options-general.html`;
export const platformOptionsGuide = `${guide}/command-options-specific.html`;

/**
 * The column ChangeSeverity of DescribeConfigurationOptions: NoInterruption, RestartApplicationServer, RestartEnvironment. Read from published answers
 * of the API for a Python platform; it says nothing of `aws:elbv2:*`.
 */
export const changeSeverity =
    "https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_ConfigurationOptionDescription.html";

/** Launch configuration and VPC settings replace instances, load balancer settings do not. */
export const configurationChanges = `${guide}/environments-updating.html`;

/** A load balancer's configuration changes in place. */
export const managingGuide = `${guide}/using-features.managing.html`;

/** Environment properties, static files, X-Ray and log streaming make a configuration deployment. */
export const configurationDeployment = `${guide}/platforms-linux-extend.html`;

/** Options of the user's own naming, which files in `.ebextensions` read. */
export const customOptions = `${guide}/configuration-options-custom.html`;

export const environmentTypes = `${guide}/using-features-managing-env-types.html`;
export const environmentTiers = `${guide}/using-features-managing-env-tiers.html`;
export const applicationLoadBalancer = `${guide}/environments-cfg-alb.html`;
export const sharedLoadBalancer = `${guide}/environments-cfg-alb-shared.html`;
export const networkLoadBalancer = `${guide}/environments-cfg-nlb.html`;
export const logStreaming = `${guide}/AWSHowTo.cloudwatchlogs.html`;
export const environmentSecrets = `${guide}/AWSHowTo.secrets.env-vars.html`;
