// SPDX-License-Identifier: Apache-2.0
// Which lines of the router bgp8 block end sessions when they change.
package io.eightfold.controlplane.config;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which lines of the router bgp8 block end sessions when they change: those about what both sides agreed on at the start, and those about the connection. Policies,
 * costs, limits and what originates here take effect in the session that there is, timers from the next session on.
 */
final class SessionLines {
    private static final Set<Statement> RESETTING = EnumSet.of(
            Statement.BGP8_ROUTER_ID, Statement.BGP8_GRACEFUL_RESTART, Statement.BGP8_GRACEFUL_RESTART_OFF,
            Statement.NEIGHBOR_REMOTE_AS, Statement.NEIGHBOR_SHUTDOWN, Statement.NEIGHBOR_SHUTDOWN_MESSAGE, Statement.NEIGHBOR_PORT, Statement.NEIGHBOR_PASSWORD,
            Statement.NEIGHBOR_UPDATE_SOURCE, Statement.NEIGHBOR_EBGP_MULTIHOP, Statement.NEIGHBOR_TTL_SECURITY, Statement.NEIGHBOR_CARRIER,
            Statement.NEIGHBOR_LOCAL_ROLE, Statement.NEIGHBOR_ADDPATH_RECEIVE, Statement.NEIGHBOR_EXTENDED_MESSAGE,
            Statement.NEIGHBOR_GRACEFUL_RESTART, Statement.NEIGHBOR_LONG_LIVED);

    private SessionLines() {
    }

    /** @param line of the block, in canonical form */
    static boolean needsReset(final String line) {
        return RESETTING.contains(Vocabulary.find(Block.ROUTER_BGP8, SourceLine.of(line).getFirst()));
    }
}
