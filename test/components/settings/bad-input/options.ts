import { BadInput, refuse } from "./row";

export const options: readonly BadInput[] = [
    refuse("an option that such an environment does not have", 'options: {aws:elb:loadbalancer: {CrossZone: "true"}}', [
        "options.aws:elb:loadbalancer.CrossZone",
        "an option that an environment with an application load balancer does not have",
        "with a load balancer of kind classic",
        "Remove it; an application load balancer always balances across zones.",
    ]),
    refuse(
        "an option that is misspelt",
        'options: {aws:elasticbeanstalk:healthreporting:system: {EnhancedHealthAuthEnabld: "true"}}',
        [
            "options.aws:elasticbeanstalk:healthreporting:system.EnhancedHealthAuthEnabld",
            "an option that the namespace does not have",
            "SystemType, ConfigDocument, EnhancedHealthAuthEnabled, HealthCheckSuccessThreshold",
            "Did you mean EnhancedHealthAuthEnabled?",
        ],
    ),
    refuse(
        "a value that an option does not take",
        "options: {aws:elasticbeanstalk:healthreporting:system: {EnhancedHealthAuthEnabled: no}}",
        [
            "options.aws:elasticbeanstalk:healthreporting:system.EnhancedHealthAuthEnabled",
            '"no"',
            "true or false",
            "Correct the value.",
        ],
    ),
    refuse("an option that a setting sets", 'options: {aws:autoscaling:asg: {MinSize: "2"}}', [
        "options.aws:autoscaling:asg.MinSize",
        "an option that a setting sets",
        "options for which there is no setting",
        "Remove it and use environment.scaling.min.",
    ]),
    refuse("a property among the options", "options: {aws:elasticbeanstalk:application:environment: {A: b}}", [
        "options.aws:elasticbeanstalk:application:environment.A",
        "an option that a setting sets",
        "options for which there is no setting",
        "Remove it and use app.variables.",
    ]),
    refuse("an option without quotes", 'options: {"aws:autoscaling:asg": {Cooldown: 360}}', [
        "options.aws:autoscaling:asg.Cooldown",
        "360 (a number)",
        "a text",
        "Put it in quotes: a text is wanted.",
    ]),
    refuse("an option of a namespace that is none", 'options: {autoscaling: {Cooldown: "360"}}', [
        "options.autoscaling",
        '"autoscaling"',
        "an option namespace, aws:…",
        "Write another name in its place.",
    ]),
];
