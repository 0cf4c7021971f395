global using S3Sync.Conformance.Tests.Servers;
global using Xunit;
