// SPDX-License-Identifier: Apache-2.0
// How a server with registry data is.
package io.eightfold.controlplane.validation;

/**
 * How a server with registry data is. Thread: any; immutable.
 *
 * @param url          as configured
 * @param state        a word of {@link io.eightfold.whois8.client.ServerState}
 * @param isUsed       data comes from it at present
 * @param lastSuccessS when it last said something that was verified, seconds since 1970; 0: never
 * @param lastError    what went wrong last, in words; empty when nothing did
 */
public record ServerStatus(String url, String state, boolean isUsed, long lastSuccessS, String lastError) {
}
