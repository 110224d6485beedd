/** The kinds of listeners a broker can have, by their security protocol. */
export type Listener = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';

export const usesTls = (listener: Listener): boolean => listener.endsWith('SSL');

export const usesSasl = (listener: Listener): boolean => listener.startsWith('SASL');
