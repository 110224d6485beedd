/** One address a line, which is never broken where it could be read as another. */
export const Addresses = ({ addresses }: { readonly addresses: readonly string[] }) => (
  <ul>
    {addresses.map((address) => (
      <li key={address}>
        <code>{address}</code>
      </li>
    ))}
  </ul>
);
