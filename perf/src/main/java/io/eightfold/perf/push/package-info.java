// SPDX-License-Identifier: Apache-2.0
/**
 * From a route in the control plane to the first packet that takes it. {@link io.eightfold.perf.push.TrafficProbe} sees it as the network does: it keeps
 * offering packets to destinations that have no route yet, and stamps the first of each that comes out. {@link io.eightfold.perf.push.ZebraPeer} is what the load of a
 * whole table is compared with: zebra of FRR, with as many IPv4 routes into the kernel.
 */
package io.eightfold.perf.push;
