/** Files of ours outside the application, which a deployment does not lay anew. */
export const instanceFolder = "/opt/django-beanstalk";
