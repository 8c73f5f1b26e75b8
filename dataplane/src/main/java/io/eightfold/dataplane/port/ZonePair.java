// SPDX-License-Identifier: Apache-2.0
// Two internal zones that may reach each other.
package io.eightfold.dataplane.port;

/** Two internal zones (ASNs in 127/8) that may reach each other, both ways. Thread: any; immutable. */
public record ZonePair(int zone, int other) {
}
