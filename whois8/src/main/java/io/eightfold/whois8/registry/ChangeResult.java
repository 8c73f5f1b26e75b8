// SPDX-License-Identifier: Apache-2.0
// What became of a change.
package io.eightfold.whois8.registry;

/** Thread: any. @param serial of the data set now; the one before when nothing differed */
public record ChangeResult(String rir, long serial, int added, int changed, int removed, int unchanged) {
}
