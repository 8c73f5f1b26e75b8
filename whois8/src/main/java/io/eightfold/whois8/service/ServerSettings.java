// SPDX-License-Identifier: Apache-2.0
// What a WHOIS8 server listens on.
package io.eightfold.whois8.service;

import io.eightfold.whois8.server.Limits;
import io.eightfold.whois8.server.http.HttpLimits;
import io.eightfold.whois8.server.http.TlsFiles;
import io.eightfold.whois8.server.rtr.RtrSettings;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A service without an address is not started; port 0 takes a free one.
 *
 * @param admin     administration over HTTP on an address of its own; it must be a loopback address unless there is TLS
 * @param tls       of {@code http} and {@code admin}
 * @param publicUrl what links in RDAP answers begin with
 */
public record ServerSettings(Optional<InetSocketAddress> text, Optional<InetSocketAddress> http, Optional<InetSocketAddress> rtr, Optional<InetSocketAddress> admin,
                             Optional<TlsFiles> tls, Optional<String> publicUrl, Limits textLimits, HttpLimits httpLimits, Limits rtrLimits, RtrSettings rtrTimes) {
}
