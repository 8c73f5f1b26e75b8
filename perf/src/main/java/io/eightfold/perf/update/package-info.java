// SPDX-License-Identifier: Apache-2.0
/**
 * What route updates cost the worker: {@link io.eightfold.perf.update.UpdateBenchmark} measures its rate in turns without and with
 * {@link io.eightfold.perf.update.RouteChurn}, which announces, withdraws and changes routes from a thread on another core. No route that a frame needs
 * is ever away, so that each packet that is lost is a fault.
 */
package io.eightfold.perf.update;
