// SPDX-License-Identifier: Apache-2.0
// Where the server's certificate and key are.
package io.eightfold.whois8.server.http;

import java.nio.file.Path;

/**
 * Both are read at start and again when either changes.
 *
 * @param chain PEM file with the server's certificate first, then those between it and the root
 * @param key   PEM file with the private key in PKCS#8, unencrypted
 */
public record TlsFiles(Path chain, Path key) {
}
