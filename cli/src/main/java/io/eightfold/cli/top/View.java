// SPDX-License-Identifier: Apache-2.0
// What the body of the screen shows.
package io.eightfold.cli.top;

/** What the body of the screen shows. */
enum View {
    /** Ports, workers and the reasons most packets are dropped for. */
    OVERVIEW,
    /** All drop reasons of all ports. */
    DROPS,
    /** The session between the processes, and routes by source. */
    ROUTES
}
