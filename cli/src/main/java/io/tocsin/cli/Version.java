package io.tocsin.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version as the jar's manifest has it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"tocsin " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()};
    }
}
