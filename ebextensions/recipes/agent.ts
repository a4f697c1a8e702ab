import { shellWord } from "../shell";
import { instanceFolder } from "./instance-folder";

/**
 * Adds to what the CloudWatch agent does. Elastic Beanstalk writes the agent's configuration anew with each deployment, so that a hook does it after that.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 *
 * @param what - in the words of whoever reads that it does not happen
 */
export const addToAgent = (
    name: string,
    configuration: object,
    what: string,
): string => `control=/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl
file=${instanceFolder}/${name}.json
install -d -m 755 "$(dirname "$file")"
printf '%s\\n' ${shellWord(JSON.stringify(configuration))} >"$file"
if [ ! -x "$control" ]; then
  echo "There is no CloudWatch agent on this instance: ${what}." >&2
elif ! "$control" -a append-config -m ec2 -s -c "file:$file"; then
  echo "The CloudWatch agent did not take $file: ${what}." >&2
fi
`;
