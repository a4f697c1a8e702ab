import { resource } from "../factories/cloudformation";
import { configFile } from "../factories/config-file";
import type { ConfigFile } from "../model";

/**
 * Turns the port-80 listener of the environment's own application load balancer into a redirect. Elastic Beanstalk has no option for
 * it; AWSEBV2LoadBalancerListener is its documented logical id of that listener. A shared load balancer's listener is not the environment's.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html
 */
export const httpsRedirect = (): ConfigFile =>
    configFile("20-https-redirect", "redirects port 80 of the load balancer to HTTPS", [
        resource("AWSEBV2LoadBalancerListener", "AWS::ElasticLoadBalancingV2::Listener", {
            LoadBalancerArn: { Ref: "AWSEBV2LoadBalancer" },
            Port: 80,
            Protocol: "HTTP",
            DefaultActions: [{ Type: "redirect", RedirectConfig: toHttps }],
        }),
    ]);

const toHttps = {
    Protocol: "HTTPS",
    Port: "443",
    Host: "#{host}",
    Path: "/#{path}",
    Query: "#{query}",
    StatusCode: "HTTP_301",
};
