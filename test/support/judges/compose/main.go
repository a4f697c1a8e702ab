// Reads docker-compose.yml of the working folder as Docker Compose would and prints the project as JSON.
// The environment of the caller stays out of it: only a .env file of the folder gives values, as on an instance.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	project, err := load()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout.Write(project)
}

func load() ([]byte, error) {
	options, err := cli.NewProjectOptions(
		[]string{"docker-compose.yml"},
		cli.WithName("judged"),
		cli.WithEnvFiles(),
		cli.WithDotEnv,
	)
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	return project.MarshalJSON()
}
