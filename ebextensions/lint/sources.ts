/** Pages that findings point to. */
const guide = "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg";

export const source = {
    classes: `${guide}/ebextensions.html`,
    options: `${guide}/command-options.html`,
    optionSettings: `${guide}/ebextensions-optionsettings.html`,
    instanceKeys: `${guide}/customize-containers-ec2.html`,
    otherKeys: `${guide}/environment-resources.html`,
    hooks: `${guide}/platforms-linux-extend.hooks.html`,
    workflow: `${guide}/platforms-linux-extend.workflow.html`,
    proxy: `${guide}/platforms-linux-extend.proxy.html`,
    processes: `${guide}/platforms-linux-extend.build-proc.html`,
    migration: `${guide}/using-features.migration-al.html`,
    python: `${guide}/create-deploy-python-container.html`,
    docker: `${guide}/create_deploy_docker.html`,
    compose: `${guide}/docker-compose-migration.html`,
    secrets: `${guide}/AWSHowTo.secrets.env-vars.html`,
    domain: `${guide}/customdomains.html`,
    logs: `${guide}/AWSHowTo.cloudwatchlogs.html`,
    imds: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html",
    linux2023: "https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html",
    cron: "https://docs.aws.amazon.com/linux/al2023/ug/deprecated-al2023.html",
    libpq: "https://github.com/amazonlinux/amazon-linux-2023/issues/351",
    yaml11: "https://yaml.org/type/int.html",
    yamlBoolean: "https://yaml.org/type/bool.html",
    shellStatus: "https://www.shellcheck.net/wiki/SC2155",
    bashSet: "https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html",
} as const;
