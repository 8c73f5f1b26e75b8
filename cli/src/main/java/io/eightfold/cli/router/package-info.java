// SPDX-License-Identifier: Apache-2.0
/**
 * A router process: reads the configuration, starts the dataplane with it, answers the management socket, and ends in order.
 * The rooms {@code controlplane} and {@code dataplane} do not know each other; what one calls an interface and the other a port is
 * translated here.
 */
package io.eightfold.cli.router;
