// SPDX-License-Identifier: Apache-2.0
// Package description: tunnels through HTTPS.

/**
 * The third way of 8to4, for paths that let nothing but web traffic through: IPv8 packets in the body of an HTTP request under TLS 1.3, by the kernel's TCP (spec section 5; the bytes
 * are a choice of ours, see {@link io.eightfold.dataplane.tunnel.https.StreamFormat}). A stream carries packets one way: each router opens one to every end it sends to, and serves
 * those that others open to it. Both show certificates and believe only what is in their trust store.
 *
 * <p>{@link io.eightfold.dataplane.tunnel.https.HttpsTunnel} is what the control thread sees: it neither waits nor blocks there. Threads of this package do the reading and writing;
 * between them and the control thread are bounded rings of bytes. What is done with a packet that arrived is the slow path's matter.
 */
package io.eightfold.dataplane.tunnel.https;
