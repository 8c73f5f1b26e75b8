// SPDX-License-Identifier: Apache-2.0
// Describes the whois8 room: routes are used only if the registry speaks for them.

/**
 * The steps of {@code ipv8 lab whois8}: a registry with a mirror, a router that validates its routes, a stream of numbered probes, and a stock router as RTR client.
 *
 * <p>A {@link io.eightfold.lab.whois8.Whois8Bench} holds what the steps share; a {@link io.eightfold.lab.whois8.RegistryServer} is one server with its directory, and
 * {@link io.eightfold.lab.whois8.RouterView} what the router says: by {@code show}, {@code explain}, log and metrics, where a person would look. Servers are made,
 * filled and changed by the {@code ipv8 whois8} commands, asked by whois, curl and BIRD.
 *
 * <p>What must hold: what does not validate is not forwarded to, and everybody who asks is told why; what validates is forwarded to without a single loss, whether
 * the registries live, are dead, or somebody else answers in their place.
 */
package io.eightfold.lab.whois8;
