import { GeneratedFile } from "../model";

/**
 * `docker-compose.yml` for one image that answers on `containerPort`. Compose has no proxy on the host, so it publishes port 80 itself. Elastic
 * Beanstalk writes the environment properties to `.env` beside it, when there are any; only services that name the file get them.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker.container.console.html
 */
export function imageCompose(image: string, containerPort: number): GeneratedFile {
    return {
        path: "docker-compose.yml",
        // JSON's text is YAML's too; quotes keep a port from being read as base 60 in YAML 1.1.
        content: `# Written by django-beanstalk. Changes made here are lost with the next deployment.
services:
  web:
    image: ${JSON.stringify(image)}
    env_file:
      - .env
    ports:
      - "80:${containerPort}"
    restart: unless-stopped
`,
        executable: false,
        reason: "runs the pinned image",
    };
}
