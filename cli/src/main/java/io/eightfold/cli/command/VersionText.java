// SPDX-License-Identifier: Apache-2.0
// What --version prints.
package io.eightfold.cli.command;

import picocli.CommandLine.IVersionProvider;

/** The release of this program, from its jar. */
public final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Eightfold " + release() + " (draft-thain-ipv8-02)"};
    }

    /** Release number; {@code development} when not run from a jar. */
    public static String release() {
        final String release = VersionText.class.getPackage().getImplementationVersion();
        return release == null ? "development" : release;
    }
}
