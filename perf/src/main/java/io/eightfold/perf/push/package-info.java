// SPDX-License-Identifier: Apache-2.0
/**
 * From a route in the control plane to the first packet that takes it. {@link io.eightfold.perf.push.FibPushBenchmark} runs a control plane in this process and its
 * dataplane in another, as a router does; loads a table as fast as the RIB takes it, beside FRR's zebra with as many routes into the kernel
 * ({@link io.eightfold.perf.push.ZebraPeer}); and publishes single routes. {@link io.eightfold.perf.push.TrafficProbe} sees those as the network does: it keeps
 * offering packets to destinations that have no route yet, and stamps the first of each that comes out.
 */
package io.eightfold.perf.push;
