// SPDX-License-Identifier: Apache-2.0
// The whois8 block: where registry data comes from, who is trusted, and what verdicts do.
package io.eightfold.controlplane.config;

import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Settings of the validation of routes. Without the block there is none, and every route is exempt.
 * <p>Thread: any; immutable. There are no secrets in it: anchors are public keys.
 *
 * @param servers       that have the data, the preferred one first
 * @param anchors       whose signatures are believed, as given in the file
 * @param anchorFiles   files with more of them, a line each
 * @param installed     verdicts whose routes are used; the others are kept and not used
 * @param useExpired    whether data counts after its stated expiry, when no server has newer; else its ASNs are unverified
 * @param validated     sources besides BGP8 whose routes are validated: of {@code api} and {@code static}
 * @param slurmFiles    local exceptions (RFC 8416)
 * @param refreshMs     how often a server that does not push is asked
 * @param retryMs       how long a server that failed is left alone at first
 * @param startupWaitMs how long routes from before a restart are used without a verdict, when no data comes
 * @param compare       whether the data of two servers is compared
 */
public record Whois8Config(
        List<URI> servers,
        List<TrustAnchor> anchors,
        List<Path> anchorFiles,
        Set<Verdict> installed,
        boolean useExpired,
        Set<String> validated,
        List<Path> slurmFiles,
        long refreshMs,
        long retryMs,
        long startupWaitMs,
        boolean compare) {
    public static final String API = "api";
    public static final String STATIC = "static";
    public static final int MAX_SERVERS = 8;
    /** Registries that a table of verdicts holds, and two keys of each while one replaces the other. */
    public static final int MAX_ANCHORS = 30;
    public static final int MAX_FILES = 16;
    public static final long MIN_REFRESH_MS = 1_000;
    public static final long MAX_REFRESH_MS = 24L * 60 * 60 * 1_000;
    public static final long MIN_RETRY_MS = 100;
    public static final long MAX_RETRY_MS = 60L * 60 * 1_000;
    public static final long MAX_STARTUP_WAIT_MS = 60L * 60 * 1_000;
    /** What a block without lines means. */
    public static final Whois8Config DEFAULT = new Whois8Config(List.of(), List.of(), List.of(), Set.of(Verdict.VALID), false, Set.of(), List.of(),
            60L * 60 * 1_000, 10_000, 60_000, false);

    public Whois8Config {
        servers = List.copyOf(servers);
        anchors = List.copyOf(anchors);
        anchorFiles = List.copyOf(anchorFiles);
        installed = Set.copyOf(installed);
        validated = Set.copyOf(validated);
        slurmFiles = List.copyOf(slurmFiles);
        Limits.require("servers", servers.size(), 0, MAX_SERVERS);
        Limits.require("anchors", anchors.size(), 0, MAX_ANCHORS);
        Limits.require("anchorFiles", anchorFiles.size(), 0, MAX_FILES);
        Limits.require("slurmFiles", slurmFiles.size(), 0, MAX_FILES);
        Limits.require("refreshMs", refreshMs, MIN_REFRESH_MS, MAX_REFRESH_MS);
        Limits.require("retryMs", retryMs, MIN_RETRY_MS, MAX_RETRY_MS);
        Limits.require("startupWaitMs", startupWaitMs, 0, MAX_STARTUP_WAIT_MS);
        Limits.require(EnumSet.of(Verdict.VALID, Verdict.INVALID, Verdict.NOT_FOUND, Verdict.UNVERIFIED).containsAll(installed),
                "installed=" + installed + " has a verdict that no policy is for");
        Limits.require(Set.of(API, STATIC).containsAll(validated), "validated=" + validated + " has a source other than api and static");
    }

    /** Whether data comes from the same servers, at the same times and by the same rules: what else may differ is for who gets it. Trust anchors may differ too. */
    public boolean isFedLike(Whois8Config other) {
        return other != null && servers.equals(other.servers) && useExpired == other.useExpired && refreshMs == other.refreshMs && retryMs == other.retryMs
                && compare == other.compare;
    }

    /** Whether routes of that verdict are used without a line that says so. */
    static boolean isInstalledByDefault(Verdict verdict) {
        return DEFAULT.installed.contains(verdict);
    }
}
