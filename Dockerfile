# The image of the action: the published tool and what .NET needs of a Linux system, no SDK and no shell.
# Another registry, or a base made locally (tests/container.sh), is named by SDK and BASE.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG BASE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled

FROM ${SDK} AS build
WORKDIR /source
COPY . .
RUN case "$(uname -m)" in x86_64) rid=linux-x64 ;; aarch64) rid=linux-arm64 ;; *) echo "There is no image for $(uname -m)." >&2; exit 1 ;; esac \
 && dotnet publish src/Tool/S3Sync.Tool.csproj -c Release -r "$rid" --self-contained -p:DebugType=none -p:PublishDocumentationFiles=false -p:RunAnalyzers=false -o /app

FROM ${BASE}
LABEL org.opencontainers.image.title="S3Sync" \
      org.opencontainers.image.description="Fast, verified synchronization between directories and S3" \
      org.opencontainers.image.licenses="Apache-2.0"
# "Docker actions must be run by the default Docker user (root)": another one may not write to the workspace. Dockerfile support for GitHub Actions, GitHub Docs.
USER 0
COPY --from=build /app /app
# The tool itself reads the inputs. A shell could not: it knows no variable with a dash in its name.
ENTRYPOINT ["/app/dotnet-s3sync", "github-action"]
