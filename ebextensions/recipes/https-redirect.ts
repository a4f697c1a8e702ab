import { ConfigFile } from "../model";

/**
 * Turns the port-80 listener of the environment's own application load balancer into a redirect. Elastic Beanstalk has no option for
 * it; AWSEBV2LoadBalancerListener is its documented logical id of that listener. A shared load balancer's listener is not the environment's.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html
 */
export function httpsRedirect(): ConfigFile {
    return {
        kind: "config",
        name: "20-https-redirect",
        reason: "redirects port 80 of the load balancer to HTTPS",
        resources: {
            AWSEBV2LoadBalancerListener: {
                Type: "AWS::ElasticLoadBalancingV2::Listener",
                Properties: {
                    LoadBalancerArn: { Ref: "AWSEBV2LoadBalancer" },
                    Port: 80,
                    Protocol: "HTTP",
                    DefaultActions: [
                        {
                            Type: "redirect",
                            RedirectConfig: {
                                Protocol: "HTTPS",
                                Port: "443",
                                Host: "#{host}",
                                Path: "/#{path}",
                                Query: "#{query}",
                                StatusCode: "HTTP_301",
                            },
                        },
                    ],
                },
            },
        },
    };
}
