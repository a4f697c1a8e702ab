/**
 * Options that no setting sets, each with the reason; under `options` they can still be set where AWS has them. By namespace, or by namespace and name.
 */
export const withoutSetting: Readonly<Record<string, string>> = {
    "aws:elb:healthcheck": "Of the classic load balancer, which no environment of ours has.",
    "aws:elb:loadbalancer": "Of the classic load balancer, which no environment of ours has.",
    "aws:elb:listener": "Of the classic load balancer, which no environment of ours has.",
    "aws:elb:listener:{listener_port}": "Of the classic load balancer, which no environment of ours has.",
    "aws:elb:policies": "Of the classic load balancer, which no environment of ours has.",
    "aws:elb:policies:{policy_name}": "Of the classic load balancer, which no environment of ours has.",
    "aws:elasticbeanstalk:windows:activedirectory": "Of Windows.",
    "aws:elasticbeanstalk:container:python":
        "Without effect beside a Procfile, which starts Gunicorn (app.web, app.wsgi).",
    "aws:elasticbeanstalk:application / Application Healthcheck URL":
        "Of the classic load balancer and of single instances, where enhanced health does not ask it.",
    "aws:autoscaling:launchconfiguration / BlockDeviceMappings":
        "More volumes: neither the console nor the EB CLI offers them, and uploads belong in S3.",
    "aws:ec2:instances / SupportedArchitectures": "AWS takes it from the instance types.",
    "aws:elasticbeanstalk:managedactions / ServiceRoleForManagedUpdates":
        "The environment's service role has AWS's own policy for managed updates.",
    "aws:elasticbeanstalk:healthreporting:system / EnhancedHealthAuthEnabled":
        "On by default; off it would let anyone in the VPC report an instance's health.",
    "aws:elasticbeanstalk:environment:process:default / StickinessType": "There is one type.",
    "aws:elasticbeanstalk:environment:process:{process_name} / StickinessType": "There is one type.",
    "aws:elbv2:listener:default / Protocol": "Port 80 is HTTP, or TCP of a network load balancer.",
    "aws:elbv2:listener:default / SSLCertificateArns": "Port 80 is HTTP.",
    "aws:elbv2:listener:default / SSLPolicy": "Port 80 is HTTP.",
};
