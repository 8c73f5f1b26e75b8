// SPDX-License-Identifier: Apache-2.0
// From what the control plane says to what workers look up.
/**
 * From what the control plane says to what workers look up. {@link io.eightfold.dataplane.route.UpdateSession} follows the FIB protocol: it notices what is lost,
 * keeps a batch back until it is whole, and acknowledges it when every worker can see it. {@link io.eightfold.dataplane.route.AppliedRoutes} holds the control plane's
 * routes beside the forwarding table, so that a snapshot can replace what was there before; {@link io.eightfold.dataplane.route.HopSetTable} turns its next hops into
 * records and ECMP groups. {@link io.eightfold.dataplane.route.RouteInstaller} adds what a dataplane knows of its own: its addresses and connected prefixes.
 *
 * <p>All of it runs on the control thread.
 */
package io.eightfold.dataplane.route;
