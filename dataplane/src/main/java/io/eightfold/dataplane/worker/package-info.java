// SPDX-License-Identifier: Apache-2.0
/**
 * The hot loop. {@link io.eightfold.dataplane.worker.ForwardingWorker} checks, looks up and rewrites a burst stage by stage;
 * {@link io.eightfold.dataplane.worker.SlowHandoff} takes what does not simply go on. One thread owns everything of a worker; after
 * construction nothing is allocated.
 */
package io.eightfold.dataplane.worker;
