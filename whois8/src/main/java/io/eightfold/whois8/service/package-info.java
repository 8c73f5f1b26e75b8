// SPDX-License-Identifier: Apache-2.0
// A whole WHOIS8 server.
/**
 * Puts a WHOIS8 server together: where its records come from ({@link io.eightfold.whois8.service.Authority} from its own database,
 * {@link io.eightfold.whois8.service.Mirror} from other servers, verified), and the servers that answer from them.
 */
package io.eightfold.whois8.service;
