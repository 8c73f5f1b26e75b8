// SPDX-License-Identifier: Apache-2.0
/**
 * Ports: what is configured, how it is opened, and what workers may know of it while it runs. Linux interfaces get their queues,
 * frame sizes and kernel settings here; everything else is the driver's business.
 */
package io.eightfold.dataplane.port;
